/**
 * A memory of normal features: their statistics, the whitening that follows from them, and the few vectors that are kept. Plain
 * Java; the engine computes features and distances.
 */
package sc.fiji.stfpm.memory;
