/**
 * A trained model as an ONNX graph, from pixels to the map, for any runtime that reads such files. Plain Java; the engine plays no part.
 * {@code docs/onnx.md} says what the graph takes, gives and carries in its metadata.
 */
package sc.fiji.stfpm.onnx;
