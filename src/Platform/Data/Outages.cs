using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Data;

/// <summary>Says once that the database is away and once that it is back, whoever in this process notices first: a thousand requests and workers that all complain hide everything else.</summary>
public sealed partial class Outages(ILogger<Outages> log)
{
    private int isAway;

    public void Lost(Exception why)
    {
        if (Interlocked.Exchange(ref isAway, 1) == 0) LogAway(log, why.GetBaseException().Message);
    }

    public void Back()
    {
        if (Volatile.Read(ref isAway) == 1 && Interlocked.Exchange(ref isAway, 0) == 1) LogBack(log);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; everything waits for it and goes on when it is back: {Why}")]
    private static partial void LogAway(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is back")]
    private static partial void LogBack(ILogger log);
}
