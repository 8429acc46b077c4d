/** What people say about what a model found, and what the model learns from it. */
package sc.fiji.stfpm.correct;
