"""Breaking the glass: opening what is hidden, for hours, in everybody's sight."""
