/** The training loop: options, presets, the order of images, checkpoints. */
package sc.fiji.stfpm.train;
