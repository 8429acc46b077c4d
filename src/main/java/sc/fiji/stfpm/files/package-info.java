/** Files that are never half there, and never written by two at a time. */
package sc.fiji.stfpm.files;
