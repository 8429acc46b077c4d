package sc.fiji.stfpm.spark.plane;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.BlockSurvey;
import sc.fiji.stfpm.detect.LargePlane;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.pyramid.OmeZarrBlocks;
import sc.fiji.stfpm.pyramid.ValueRange;

/**
 * The pieces that a plane is judged in, and where what was done of each is kept: what executors have to know beside the model. All of them
 * see the same paths.
 *
 * @param file the image
 * @param slice from 1
 * @param frame from 1
 * @param source which image it is, see {@link AnomalyDetector#largePlane}
 * @param tiles folder of what was found of tiles
 * @param tilesEach tiles in a piece
 * @param blocks folder of what was found of blocks
 * @param map folder of the map that is being written; null for none
 * @param level see {@link OmeZarrBlocks}
 */
record PlanePieces(String file, int slice, int frame, String source, String tiles, int tilesEach, String blocks, String map, int level)
	implements Serializable
{
	/** What was found of a block. */
	record BlockResult(BlockSurvey survey, ValueRange range) {}

	/** The plane, to be looked at by a detector. */
	LargePlane open(AnomalyDetector detector) throws IOException {
		return detector.largePlane(OpenPlane.of(file, slice, frame, source), Path.of(tiles), source, tilesEach);
	}

	/** How the map of a plane of a size is written; where none is written, its blocks are the same. */
	OmeZarrBlocks zarr(int width, int height) {
		return new OmeZarrBlocks(Path.of(map == null ? blocks : map), width, height, level);
	}

	/** Whether a block is done, its share of the map included. */
	boolean hasBlock(int block) {
		return Files.exists(blockFile(block));
	}

	private Path blockFile(int block) {
		return Path.of(blocks).resolve(String.format("%07d.block", block));
	}

	/** Keeps what was found of a block; last, as it says that the block is done. */
	void write(int block, BlockResult result) throws IOException {
		AtomicWrite.soon(blockFile(block), channel -> {
			DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
			result.range.write(out);
			result.survey.write(out);
			out.flush();
		});
	}

	/** What was found of a block. */
	BlockResult read(PlaneGrid grid, int block) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(blockFile(block))))) {
			ValueRange range = ValueRange.read(in);
			return new BlockResult(BlockSurvey.read(grid.part(block), in), range);
		}
	}
}
