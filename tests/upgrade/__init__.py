"""One database of every schema that has shipped, and the script that makes the next one."""
