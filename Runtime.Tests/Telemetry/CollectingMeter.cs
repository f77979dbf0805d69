using System.Diagnostics.Metrics;

namespace HmmGen.Tests.Telemetry;

/// <summary>Listens to the meter as a user's own code does, and keeps what concerns one device.</summary>
internal sealed class CollectingMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = [];

    /// <summary>Listens from now on.</summary>
    /// <param name="device">The device's name.</param>
    public CollectingMeter(string device)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == HmmTelemetry.Name)
            {
                lock (_gate)
                {
                    Instruments.Add(instrument);
                }

                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(device, instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(device, instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The instruments of the meter.</summary>
    public List<Instrument> Instruments { get; } = [];

    /// <summary>Observes the observable instruments, and returns all that was measured since the last call, launches included.</summary>
    /// <returns>What was measured: the instrument's name, the value and the attributes except the device.</returns>
    public List<(string Name, double Value, Dictionary<string, object?> Tags)> Take()
    {
        _listener.RecordObservableInstruments();
        lock (_gate)
        {
            List<(string Name, double Value, Dictionary<string, object?> Tags)> taken = [.. _measured];
            _measured.Clear();
            return taken;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Keep(string device, Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, object?> all = new(tags.ToArray());
        if (all.Remove("hmmgen.device", out object? name) && Equals(name, device))
        {
            lock (_gate)
            {
                _measured.Add((instrument.Name, value, all));
            }
        }
    }
}
