/** What survives damaged files, kills and long runs, measured; the tables are in {@code docs/reliability.md}. */
package sc.fiji.stfpm.reliability;
