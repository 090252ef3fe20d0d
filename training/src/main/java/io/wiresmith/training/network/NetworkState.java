package io.wiresmith.training.network;

import java.util.List;

/**
 * The parameters of a trained network, as DJL holds them.
 *
 * @param width inputs
 * @param classes outputs
 * @param settings its shape
 * @param parameters all parameters in the order of the block
 */
record NetworkState(int width, int classes, NetworkSettings settings, List<float[]> parameters) {}
