package sc.fiji.stfpm.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StageTest {
	/** @param calls the innermost first */
	private static Sample sample(String... calls) {
		return new Sample(Instant.EPOCH, "main", true, Arrays.stream(calls).map(call -> new Sample.Frame(call.substring(0, call.lastIndexOf('.')), call
			.substring(call.lastIndexOf('.') + 1))).toList());
	}

	@ParameterizedTest
	@CsvSource({ "SEARCH, network.RowMinimum.ofProduct network.NearestNormal.distances network.MemoryNetwork.layer",
		"WHITENED, network.NearestNormal.distances network.MemoryNetwork.layer",
		"LAYERS, network.FoldedConv.apply network.ResNetPyramid.residual network.ResNetPyramid.outputs",
		"STEM, network.FoldedConv.apply network.ResNetPyramid.outputs network.MemoryNetwork.distances",
		"READY, network.FoldedConv.<init> network.ResNetPyramid.<init> network.MemoryNetwork.<init>",
		"OVERLAY_WRITTEN, ui.PlanePictures.lambda$saveOverlay$1 ui.PlanePictures.saveOverlay",
		"OVERLAY_DRAWN, ui.OverlayPicture.draw ui.PlanePictures.saveOverlay",
		"GAUSSIAN, score.GaussianRows.read image.BilinearRows.read score.SummedMap.fuse",
		"SUMMED, image.BilinearRows.read score.SummedMap.sum score.GaussianRows.read image.BilinearRows.read",
		"UPSAMPLED, image.BilinearRows.read score.SummedMap.fuse", "RESIZED, image.Resize.antialiased model.Preprocessing.whole",
		"DECODED, image.RasterFile.read image.ImageFile.imagePlane ui.FolderDetection.judge", "REST, cli.StfpmCli.main" })
	void stacksAreStages(Stage expected, String calls) {
		assertEquals(expected, Stage.of(sample(Arrays.stream(calls.split(" ")).map(call -> "sc.fiji.stfpm." + call).toArray(String[]::new))));
	}

	@Test
	void whatTheEngineCopiesIsNoSearch() {
		assertEquals(Stage.COPIED_BACK, Stage.of(sample("ai.djl.pytorch.jni.PyTorchLibrary.torchDataPtr", "ai.djl.ndarray.NDArray.toFloatArray",
			"sc.fiji.stfpm.network.RowMinimum.ofProduct")));
	}

	@Test
	void aCallOfTheEngineEndsWhereItCallsUsBack() {
		assertTrue(sample("ai.djl.pytorch.jni.PyTorchLibrary.torchMatmul", "sc.fiji.stfpm.network.RowMinimum.ofProduct").isEngine());
		assertFalse(sample("java.util.Arrays.fill", "sc.fiji.stfpm.network.RowMinimum.ofProduct", "ai.djl.util.Utils.call").isEngine());
	}

	@ParameterizedTest
	@EnumSource
	void methodsThatTellAStageAreThere(Stage stage) throws ClassNotFoundException {
		for (String method : stage.rule().methods()) {
			String[] names = method.split("#");
			Class<?> type = Class.forName(names[0], false, getClass().getClassLoader());
			assertTrue(names.length == 1 || names[1].equals("<init>") || Arrays.stream(type.getDeclaredMethods()).anyMatch(declared -> declared.getName()
				.equals(names[1])), method);
		}
	}
}
