package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.img.array.ArrayImgs;

class ChannelMappingTest {
	private static ImagePlane withChannels(int n) {
		return ImagePlane.of(ArrayImgs.unsignedBytes(2, 2, n));
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "1", "4", "1,2,3", "3,1,1", "1+2", "4+1+2" })
	void textGoesInAndComesOut(String text) {
		assertEquals(text, ChannelMapping.parse(text).toString());
		assertEquals(ChannelMapping.parse(text), ChannelMapping.parse(" " + text.toUpperCase().replace(",", " , ").replace("+", " + ") + " "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "rgb", "1,2", "1,2,3,4", "1,,2", "1;2;3", "1.5", "1+", "1+2,3", "+" })
	void otherTextIsRefused(String text) {
		String message = assertThrows(IllegalArgumentException.class, () -> ChannelMapping.parse(text)).getMessage();
		assertTrue(message.contains("\"" + text + "\"") && message.contains("\"1,2,3\""), message);
	}

	@Test
	void channelsCountFromOneInTextAndFromZeroForReading() {
		ChannelMapping mapping = ChannelMapping.parse("3,1,2");
		assertEquals(2, mapping.source(0));
		assertEquals(0, mapping.source(1));
		assertEquals(1, mapping.source(2));
		assertThrows(IllegalArgumentException.class, () -> ChannelMapping.parse("0"));
	}

	@Test
	void theImageDecidesUnlessChannelsAreNamed() {
		assertEquals(ChannelMapping.GREY, ChannelMapping.AUTO.resolve(withChannels(1)));
		assertEquals(ChannelMapping.RGB, ChannelMapping.AUTO.resolve(withChannels(3)));
		assertEquals(ChannelMapping.parse("2"), ChannelMapping.parse("2").resolve(withChannels(2)));
		String message = assertThrows(IllegalArgumentException.class, () -> ChannelMapping.forImage(withChannels(2)))
			.getMessage();
		assertTrue(message.contains("2 channels: name the ones to use"), message);
	}

	@Test
	void aMissingChannelIsNamedWithTheNumberFound() {
		String message = assertThrows(IllegalArgumentException.class, () -> ChannelMapping.parse("1,2,4").resolve(
			withChannels(3))).getMessage();
		assertEquals("Channel 4 is asked for (channels \"1,2,4\"), the image has 3", message);
	}

	@Test
	void separateChannelsAreSeenOneByOne() {
		ChannelMapping mapping = ChannelMapping.parse("4+1+2");
		assertTrue(mapping.isSeparate());
		assertEquals(List.of(ChannelMapping.parse("4"), ChannelMapping.parse("1"), ChannelMapping.parse("2")), mapping.parts());
		assertEquals(List.of(3, 0, 1), mapping.sources());
		assertThrows(IllegalStateException.class, () -> mapping.source(0));
		assertNotEquals(ChannelMapping.parse("4,1,2"), mapping);
		String missing = assertThrows(IllegalArgumentException.class, () -> mapping.resolve(withChannels(3))).getMessage();
		assertEquals("Channel 4 is asked for (channels \"4+1+2\"), the image has 3", missing);
		for (String wrong : List.of("1+1", "0+1"))
			assertThrows(IllegalArgumentException.class, () -> ChannelMapping.parse(wrong));
	}

	@Test
	void aMappingThatIsSeenAtOnceIsItsOnlyPart() {
		ChannelMapping mapping = ChannelMapping.parse("1,2,1");
		assertFalse(mapping.isSeparate());
		assertEquals(List.of(mapping), mapping.parts());
		assertEquals(List.of(0, 1), mapping.sources());
		assertEquals(mapping, mapping.picture());
	}

	@Test
	void separateChannelsArePicturedInColours() {
		assertEquals("2,3,2", ChannelMapping.parse("2+3").picture().toString());
		assertEquals("2,3,1", ChannelMapping.parse("2+3+1+4").picture().toString());
	}
}
