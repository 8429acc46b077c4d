package sc.fiji.stfpm.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Intensity;
import sc.fiji.stfpm.model.Intensity.ChannelRange;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;

class OnnxMetadataTest {
	private static final AnomalyModel MODEL = Models.model(Mode.TILES, 64, ChannelMapping.of(3, 2, 1), PixelType.UINT16);

	/** All that changes how an image becomes input. */
	private static AnomalyModel particular() {
		Intensity own = new Intensity(Intensity.Rule.TRAINING, 0.5, 99, List.of(new ChannelRange(2, 10, 300)));
		return MODEL.withPreprocessing(MODEL.preprocessing().withRange(7, 4000).withIntensity(own).withLightRadius(20.5).withScale(new PixelScale(
			new PixelSize(0.5, 0.5, "um"), PixelScale.Rule.RESCALE)));
	}

	@Test
	void whatAnImageMustUndergoIsSaid() {
		Map<String, String> said = OnnxMetadata.of(particular(), "a.stfpm");
		assertEquals("3,2,1", said.get("stfpm.channels"));
		assertEquals("UINT16", said.get("stfpm.pixel_type"));
		assertEquals("7.0,4000.0", said.get("stfpm.range"));
		assertEquals("10.0,300.0", said.get("stfpm.range_c2"));
		assertEquals("training:0.5,99", said.get("stfpm.intensity"));
		assertEquals("20.5", said.get("stfpm.light_radius"));
		assertEquals("RESCALE", said.get("stfpm.pixel_rule"));
		assertEquals("TILES", said.get("stfpm.mode"));
	}

	@Test
	void anImageWithARangeOfItsOwnHasNoOtherInTheFile() {
		AnomalyModel own = MODEL.withPreprocessing(MODEL.preprocessing().withIntensity(new Intensity(Intensity.Rule.IMAGE, 1, 99, null)));
		Map<String, String> said = OnnxMetadata.of(own, "a.stfpm");
		assertEquals("image:1,99", said.get("stfpm.intensity"));
		assertNull(said.get("stfpm.range"));
		assertFalse(said.containsKey("stfpm.light_radius") || said.containsKey("stfpm.pixel_size"));
	}

	@Test
	void everyKeyIsDocumented() throws IOException {
		Set<String> documented = new TreeSet<>();
		Pattern.compile("`(stfpm\\.\\w+)`").matcher(Files.readString(Path.of("docs/onnx.md"))).results().forEach(key -> documented.add(key.group(1)));
		Set<String> said = new TreeSet<>(OnnxMetadata.of(particular(), "a.stfpm").keySet());
		said.remove("stfpm.range_c2");
		said.addAll(Set.of("stfpm.range_cK", "stfpm.gains"));
		assertEquals(said, documented);
	}
}
