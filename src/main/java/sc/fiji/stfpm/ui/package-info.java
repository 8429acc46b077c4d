/** Results as people look at them: images, overlays, tables. */
package sc.fiji.stfpm.ui;
