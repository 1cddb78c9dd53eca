"""The catalogue in the admin: activities and hour targets, credit rules."""
