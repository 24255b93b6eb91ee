"""What a process tells who looks after it: lines of a log and numbers of its work. No figure of the data, and nothing about a person."""
