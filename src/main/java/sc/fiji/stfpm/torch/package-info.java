/** Reads the tensors of PyTorch's checkpoints in plain Java, without running anything from them. */
package sc.fiji.stfpm.torch;
