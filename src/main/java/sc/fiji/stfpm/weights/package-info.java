/**
 * Weight files in plain Java: reading PyTorch checkpoints without running anything from them, reading and writing
 * safetensors, and the shape of the two supported backbones. Nothing here needs a native library.
 */
package sc.fiji.stfpm.weights;
