/** The Anomaly Workbench: one window to learn, judge, decide and correct in. */
package sc.fiji.stfpm.workbench;
