using Microsoft.Extensions.Configuration;

namespace Entrepot.Platform.Watching;

public enum DiskState { Enough, Low, Full }

/// <param name="FreeBytes">What this process may still write.</param>
public sealed record DiskReading(long UsedBytes, long FreeBytes, DiskState State)
{
    public long UsedPpm => UsedBytes + FreeBytes == 0 ? 0 : (long)((Int128)UsedBytes * 1_000_000 / (UsedBytes + FreeBytes));
}

/// <summary>The disk that the data folder lies on. A database elsewhere is not seen from here and has to be watched there.</summary>
public sealed class DiskSpace(IConfiguration configuration)
{
    /// <summary>Time to order a larger disk. <c>Entrepot:Disk:LowPercent</c> says otherwise.</summary>
    private const int LowPercent = 80;

    /// <summary>SQLite and its log need room for the commit under way. <c>Entrepot:Disk:FullPercent</c> says otherwise.</summary>
    private const int FullPercent = 98;

    /// <summary>The log alone may grow to this size. <c>Entrepot:Disk:FreeMegabytesMin</c> says otherwise.</summary>
    private const int FreeMegabytesMin = 64;

    private readonly string folder = configuration["Entrepot:Data"] is { Length: > 0 } data ? Path.GetFullPath(data) : Directory.GetCurrentDirectory();
    private readonly long lowPpm = Setting(configuration, "LowPercent", LowPercent) * 10_000;
    private readonly long fullPpm = Setting(configuration, "FullPercent", FullPercent) * 10_000;
    private readonly long freeBytesMin = Setting(configuration, "FreeMegabytesMin", FreeMegabytesMin) << 20;

    public DiskReading Read()
    {
        var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder) ?? folder : folder);
        return Judge(drive.TotalSize - drive.TotalFreeSpace, drive.AvailableFreeSpace);
    }

    /// <summary>As <c>df</c> counts: what is kept for the system's own user is neither used nor free.</summary>
    internal DiskReading Judge(long usedBytes, long freeBytes)
    {
        var reading = new DiskReading(usedBytes, freeBytes, DiskState.Enough);
        var isFull = freeBytes < freeBytesMin || reading.UsedPpm >= fullPpm;
        return isFull ? reading with { State = DiskState.Full } : reading.UsedPpm >= lowPpm ? reading with { State = DiskState.Low } : reading;
    }

    private static long Setting(IConfiguration configuration, string name, int otherwise) => configuration.GetValue<long?>($"Entrepot:Disk:{name}") ?? otherwise;
}
