package org.apache.hadoop.fs;

import java.net.URI;

/** A stand-in: the place of Flink's own jar, which the client of YARN looks for when it is made. */
public class Path {

    private final String place;

    public Path(String place) {
        this.place = place;
    }

    public Path(URI place) {
        this(place.toString());
    }

    public String getName() {
        String[] parts = place.split("/");
        return parts[parts.length - 1];
    }

    @Override
    public String toString() {
        return place;
    }
}
