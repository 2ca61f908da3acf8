/// What the command line promises, tried out; PostgreSQL, processes and ports are real.
@org.jspecify.annotations.NullMarked
package io.throughline.launcher;
