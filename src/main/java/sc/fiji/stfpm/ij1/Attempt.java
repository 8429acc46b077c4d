package sc.fiji.stfpm.ij1;

import java.awt.Point;
import java.util.Map;

/**
 * What was typed into a dialog and did not do.
 *
 * @param texts by key
 * @param key of the input that is wrong; empty where it is none's fault
 * @param problem for people
 * @param location of the dialog
 */
record Attempt(Map<String, String> texts, String key, String problem, Point location) {}
