"""The window: Qt widgets that read the workbench and run commands."""
