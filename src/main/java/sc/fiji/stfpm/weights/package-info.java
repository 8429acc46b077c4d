/** Named tensors, in memory and in safetensors files, and the backbones that are made of them. Plain Java. */
package sc.fiji.stfpm.weights;
