/** A trained model: what it is made of, and the portable file that holds it. */
package sc.fiji.stfpm.model;
