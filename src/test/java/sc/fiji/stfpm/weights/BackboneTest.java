package sc.fiji.stfpm.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.teacher.WeightFile;
import sc.fiji.stfpm.testing.Shared;

class BackboneTest {
	@Test
	void resnet18HasTorchvisionsNamesShapesAndOrder() throws IOException {
		try (TensorSource source = WeightFile.open(Shared.path("conformance/teacher-resnet18.safetensors"))) {
			List<String> expected = new ArrayList<>(source.names());
			expected.removeIf(name -> name.endsWith("num_batches_tracked"));
			Map<String, long[]> shapes = Backbone.RESNET18.tensorShapes();
			assertEquals(expected, List.copyOf(shapes.keySet()));
			shapes.forEach((name, shape) -> assertArrayEquals(source.shape(name), shape, name));
		}
	}

	@Test
	void wideResnetHasTorchvisionsShapes() {
		Map<String, long[]> shapes = Backbone.WIDE_RESNET50_2.tensorShapes();
		assertArrayEquals(new long[] { 128, 64, 1, 1 }, shapes.get("layer1.0.conv1.weight"));
		assertArrayEquals(new long[] { 128, 128, 3, 3 }, shapes.get("layer1.0.conv2.weight"));
		assertArrayEquals(new long[] { 256, 64, 1, 1 }, shapes.get("layer1.0.downsample.0.weight"));
		assertArrayEquals(new long[] { 512, 256, 1, 1 }, shapes.get("layer2.0.downsample.0.weight"));
		assertArrayEquals(new long[] { 1024, 512, 1, 1 }, shapes.get("layer3.5.conv3.weight"));
		assertArrayEquals(new long[] { 1024 }, shapes.get("layer3.0.downsample.1.running_var"));
		// stem, then three convolutions a block and one shortcut a stage, five tensors each
		assertEquals(5 * (1 + 3 * (3 + 4 + 6) + 3), shapes.size());
	}

	/** Torchvision's totals are 11,689,512 and 68,883,240; without fc and layer4, whose sizes are written out here. */
	@Test
	void parameterCountsAreTorchvisionsWithoutLayer4AndClassifier() {
		long basic4 = 256 * 512 * 9 + 3 * 512 * 512 * 9 + 256 * 512 + 5 * 2 * 512;
		assertEquals(11_689_512 - (512 * 1000 + 1000) - basic4, parameters(Backbone.RESNET18));
		long wide4 = 1024 * 1024 + 1024 * 1024 * 9 + 1024 * 2048 + 1024 * 2048
			+ 2 * (2048 * 1024 + 1024 * 1024 * 9 + 1024 * 2048) + 3 * 2 * (1024 + 1024 + 2048) + 2 * 2048;
		assertEquals(68_883_240 - (2048 * 1000 + 1000) - wide4, parameters(Backbone.WIDE_RESNET50_2));
	}

	private static long parameters(Backbone backbone) {
		return backbone.tensorShapes().entrySet().stream().filter(entry -> !entry.getKey().contains("running"))
			.mapToLong(entry -> Arrays.stream(entry.getValue()).reduce(1, (a, b) -> a * b)).sum();
	}

	@Test
	void receptiveFieldsAre211And267PixelsWide() {
		assertEquals(105, Backbone.RESNET18.receptiveFieldRadius());
		assertEquals(133, Backbone.WIDE_RESNET50_2.receptiveFieldRadius());
	}

	@ParameterizedTest
	@EnumSource
	void stagesHaveStrides4And8And16(Backbone backbone) {
		assertEquals(List.of(4, 8, 16), backbone.stages().stream().map(Backbone.Stage::stride).toList());
		assertEquals(16, backbone.stride());
		assertSame(backbone, Backbone.of(backbone.id()));
	}

	@Test
	void stagesHaveThePapersChannels() {
		assertEquals(List.of(64, 128, 256), Backbone.RESNET18.stages().stream().map(Backbone.Stage::channels).toList());
		assertEquals(List.of(256, 512, 1024), Backbone.WIDE_RESNET50_2.stages().stream().map(Backbone.Stage::channels).toList());
	}

	/** He et al. 2016: a shortcut is the identity but where the channels or the size change. */
	@Test
	void aBlocksShortcutIsAConvolutionWhereShapesChange() {
		ResidualBlock same = ResidualBlock.basic("b", 64, 64, 1);
		assertEquals(List.of(new Convolution("b.conv1", "b.bn1", 64, 64, 3, 1), new Convolution("b.conv2", "b.bn2", 64, 64, 3, 1)),
			same.convolutions());
		Convolution halved = new Convolution("b.downsample.0", "b.downsample.1", 64, 64, 1, 2);
		assertEquals(Optional.of(halved), ResidualBlock.basic("b", 64, 64, 2).downsample());
		Convolution widened = new Convolution("b.downsample.0", "b.downsample.1", 64, 256, 1, 1);
		assertEquals(List.of(new Convolution("b.conv1", "b.bn1", 64, 128, 1, 1), new Convolution("b.conv2", "b.bn2", 128, 128, 3, 1),
			new Convolution("b.conv3", "b.bn3", 128, 256, 1, 1), widened), ResidualBlock.bottleneck("b", 64, 128, 256, 1)
				.convolutions());
	}

	@ParameterizedTest
	@EnumSource
	void theStemIsASevenBySevenConvolutionOfThreeChannels(Backbone backbone) {
		assertEquals(new Convolution("conv1", "bn1", 3, 64, 7, 2), backbone.stem());
		assertEquals(3, backbone.stem().padding());
	}

	@Test
	void anUnknownNameIsAnsweredWithTheKnownOnes() {
		String message = assertThrows(IllegalArgumentException.class, () -> Backbone.of("vgg")).getMessage();
		assertTrue(message.contains("vgg") && message.contains("resnet18, wide_resnet50_2"), message);
	}
}
