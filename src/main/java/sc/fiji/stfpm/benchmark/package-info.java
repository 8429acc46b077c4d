/** Trains and evaluates over categories, teachers, presets and seeds, and makes the tables that compare them. */
package sc.fiji.stfpm.benchmark;
