/** How good a model is, told to people and files: evaluation of labelled sets, tables, plots, pictures, reports. */
package sc.fiji.stfpm.report;
