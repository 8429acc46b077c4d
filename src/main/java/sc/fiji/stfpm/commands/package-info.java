/** SciJava commands: read parameters, call the core, hand over results. Labels, defaults and macro keys live here. */
package sc.fiji.stfpm.commands;
