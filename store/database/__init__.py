"""The only place with SQL. Each module is one domain; callers get frozen data, never rows."""
