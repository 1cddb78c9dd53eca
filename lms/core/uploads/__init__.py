"""表格: sheets that are uploaded in the admin, checked, asked about and written, all or nothing. And the way back: exports."""
