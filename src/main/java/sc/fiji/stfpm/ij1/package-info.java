/**
 * The way from ImageJ's menu and macros to the commands, in Fiji as in plain ImageJ: {@code plugins.config} names
 * {@link sc.fiji.stfpm.ij1.CommandBridge}, which reads macro options, asks with ImageJ's own dialog and records.
 */
package sc.fiji.stfpm.ij1;
