using System.Text.RegularExpressions;

namespace Entrepot.Faults.CrashPoints;

/// <summary>
/// Every place of the sources where a unit of work begins, by the name that its crash points have. What the load does not pass
/// has to be named here with its reason: a new use case is either run or spoken of.
/// </summary>
internal static partial class PlacesInCode
{
    /// <summary>Why no load on a running server passes them, by the beginning of their name.</summary>
    private static readonly (string Place, string Why)[] Elsewhere =
    [
        ("CellDirectory.", "only where companies live in several cells (tests/Unit/Moving)"), ("EntrepotDb.TakeIdsAtHomeAsync", "only where companies live in several cells (tests/Unit/Moving)"),
        ("MoveEnd.", "only while a company moves to another database (tests/Unit/Moving, where the mover is killed)"),
        ("IdentitySetup.HasUsersAsync", "founding, before a server runs; reads only"), ("DatabaseSetup.", "before a server runs; only a block of ids is taken"),
        ("SandboxAccounts.", "the demo's sandbox world, before it is let in"), ("IdentitySetup.RevokeApiKeyAsync", "the demo's sandbox world, before it is let in"),
        ("ImportWorker.ClaimAsync", "passed under another name: ImportWorker after claim"),
        ("CancelOrderLines.", "only the contract takes cancellations one by one: no route and no connector calls it yet"),
        ("CarrierAccounts.SealAsync", "accounts of a release that kept secrets in clear"),
        ("LeasedWork.BeatAsync", "a call that lasts longer than 20 seconds (tests/Faults/Carriers)"), ("LeasedWork.GiveBackAsync", "a carrier that is down (tests/Faults/Carriers)"),
        ("LeasedWork.TryRenewAsync", "an outcome that a full disk refuses (tests/Faults/Disk)"),
        ("KeptAnswers.StandsAsync", "a commit whose answer was lost (tests/Faults/Failover); reads only"), ("Readiness.", "a disk that fails (tests/Faults/Disk); undone by itself"),
    ];

    /// <summary>What commands pass that run without a server, from founding on; they die there in <see cref="CommandTests"/>.</summary>
    public static readonly string[] OfCommands =
        ["Companies.FoundAsync", "CompanyFounding.FoundAsync", "DemoStock.ReceiveAsync", "EditRules.PublishFirstAsync", "ImportCommand.ChannelAsync", "ImportOrders.AddAsync", "RetailWorld.AddProductsAsync", "ImportPartyLists.StoreAsync"];

    /// <returns><c>File.Member</c>, as the compiler gives it to the crash point.</returns>
    public static List<string> Find()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(Path.Combine(ServerProcess.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)))
        {
            var member = "";
            foreach (var line in File.ReadLines(path))
            {
                if (Member().Match(line) is { Success: true } declared) member = declared.Groups[1].Value;
                // Who begins one for somebody else hands the caller's name on.
                if (Begin().IsMatch(line) && !line.Contains("file, member", StringComparison.Ordinal)) found.Add($"{Path.GetFileNameWithoutExtension(path)}.{member}");
            }
        }

        return [.. found];
    }

    public static bool IsPassed(string place, IEnumerable<string> points) => points.Any(point => point.StartsWith(place, StringComparison.Ordinal) && point[place.Length] is ' ' or '(');

    /// <returns>Null when nobody has said why.</returns>
    public static string? WhyNot(string place) => OfCommands.Contains(place) ? "a command of its own, killed there by CommandTests" : Elsewhere.FirstOrDefault(known => place.StartsWith(known.Place, StringComparison.Ordinal)).Why;

    [GeneratedRegex(@"(?<!calls)\.Begin(TakingIn|PastFence)?Async\(")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^ {4}(?:(?:public|internal|private|protected|static|async|override|sealed|virtual) )+(?:[^=;(]|\((?=[^()]*\)[^=;(]* \w+\())*?\b(\w+)(?:<[\w, ]*>)?\(")]
    private static partial Regex Member();
}
