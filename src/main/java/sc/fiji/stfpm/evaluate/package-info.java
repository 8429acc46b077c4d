/** How well scores and maps tell labelled normal from anomalous images: exact metrics on raw scores, in plain Java. */
package sc.fiji.stfpm.evaluate;
