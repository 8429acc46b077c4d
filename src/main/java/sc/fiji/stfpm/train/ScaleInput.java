package sc.fiji.stfpm.train;

import java.io.Serializable;

/**
 * What the network sees at a scale of a memory.
 *
 * @param part which of the channel mapping's {@linkplain sc.fiji.stfpm.image.ChannelMapping#parts parts}, from 0
 * @param size in pixels of the square that whole images are resized to
 */
record ScaleInput(int part, int size) implements Serializable {}
