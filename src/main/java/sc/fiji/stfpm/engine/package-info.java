/**
 * What a GPU needs beside the engine: the driver, and PyTorch's libraries for it, which are fetched or imported into a folder of the
 * user's. Plain Java; the engine itself is known to {@code network} alone.
 */
package sc.fiji.stfpm.engine;
