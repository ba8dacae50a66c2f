"""Stories while articles come in, one by one."""
