package sc.fiji.stfpm.detect;

import sc.fiji.stfpm.model.Channel;

/**
 * What one of several separate channels says of an image.
 *
 * @param score on one footing with those of the other channels and with the threshold
 */
public record ChannelScore(Channel channel, float score) {}
