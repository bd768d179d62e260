"""What `Scripts/bench` is made of: stores, servers, load and the report. Standard library only."""
