"""What people do with traces, over any store."""
