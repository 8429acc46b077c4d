/** The command line: the same verbs as the menu, without a window. */
package sc.fiji.stfpm.cli;
