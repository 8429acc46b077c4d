/** Makes teachers on synthetic images: the images, the tasks that are learned on them, the loop and its checkpoints. */
package sc.fiji.stfpm.pretrain;
