/**
 * Backbones, student and teacher on the engine. The only package that imports {@code ai.djl}: it takes and
 * returns plain arrays, and all native memory lives and dies here.
 */
package sc.fiji.stfpm.network;
