using Entrepot.Kernel;

namespace Entrepot.Platform.Http;

internal static class OverloadProblems
{
    public static Problem TooManyCalls() => new(ProblemKind.Unavailable, "platform.too_many_calls", "Your company has too many requests under way. Send this again after the seconds that Retry-After names, and fewer at a time.");
    public static Problem ServerBusy() => new(ProblemKind.Unavailable, "platform.server_busy", "The server has more to do than it can. Send this again after the seconds that Retry-After names.");
}
