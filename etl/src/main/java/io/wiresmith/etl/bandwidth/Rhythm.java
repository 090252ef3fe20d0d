package io.wiresmith.etl.bandwidth;

/** What repeats in the throughput of a synthetic link. */
enum Rhythm {
  /** Nothing: level shifts, ramps, bursts and outages alone. */
  STEADY {
    @Override
    double at(int step, int period) {
      return 0;
    }
  },
  /** Load that comes and goes. */
  SWING {
    @Override
    double at(int step, int period) {
      return StrictMath.sin(2 * Math.PI * step / period);
    }
  },
  /** Congestion control: it rises until something is lost, then it falls at once. */
  SAWTOOTH {
    @Override
    double at(int step, int period) {
      return 2.0 * (step % period) / period - 1;
    }
  },
  /** A job that runs half of the time. */
  BATCH {
    @Override
    double at(int step, int period) {
      return step % period < period / 2 ? 1 : -1;
    }
  },
  /** Up and down by equal steps. */
  RAMP {
    @Override
    double at(int step, int period) {
      return 1 - 4 * Math.abs((double) (step % period) / period - 0.5);
    }
  },
  /** Short bursts over a low level. */
  BURSTS {
    @Override
    double at(int step, int period) {
      return 4 * (step % period) < period ? 1.5 : -0.5;
    }
  },
  /** Three levels in turn, two steps each, whatever the period. */
  LEVELS {
    private static final double[] LEVEL = {-1, 0.8, 0.2};

    @Override
    double at(int step, int period) {
      return LEVEL[step / 2 % LEVEL.length];
    }
  };

  /** Every eighth link has one of them in turn; two of eight are steady. */
  static Rhythm of(int link) {
    return values()[Math.floorMod(link, values().length + 1) % values().length];
  }

  /**
   * The logarithm of the throughput over the link's level, from about -1 to 1.
   *
   * @param step number of the step, from 0
   * @param period steps after which it repeats
   */
  abstract double at(int step, int period);
}
