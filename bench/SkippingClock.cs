namespace Entrepot.Bench;

/// <summary>The machine's clock, put forward by as much as nobody wants to wait, such as the days that a parcel travels.</summary>
public sealed class SkippingClock : TimeProvider
{
    private long skippedTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref skippedTicks));

    public void Skip(TimeSpan time) => Interlocked.Add(ref skippedTicks, time.Ticks);
}
