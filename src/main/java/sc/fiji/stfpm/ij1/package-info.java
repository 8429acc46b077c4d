/**
 * The commands in plain ImageJ: {@code plugins.config} names {@link sc.fiji.stfpm.ij1.CommandBridge}, which reads macro
 * options as Fiji does, asks with ImageJ's own dialog and records Fiji's keys. In Fiji the commands take over their
 * entries.
 */
package sc.fiji.stfpm.ij1;
