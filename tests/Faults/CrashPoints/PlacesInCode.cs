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
        ("CellDirectory.", "only where companies live in several cells"),
        ("EntrepotDb.TakeIdsAtHomeAsync", "only where companies live in several cells"),
        ("MoveEnd.", "only while a company moves to another database"),
        ("Companies.", "founding, before a server runs"), ("CompanyFounding.", "founding, before a server runs"), ("DemoStock.", "founding, before a server runs"),
        ("SandboxAccounts.", "founding, before a server runs"), ("DatabaseSetup.", "founding, before a server runs"), ("IdentitySetup.HasUsersAsync", "founding, before a server runs"),
        ("EditRules.PublishFirstAsync", "founding, before a server runs"),
        ("ImportCommand.", "a command of its own"), ("ImportOrders.AddAsync", "a command of its own"), ("RetailWorld.", "a command of its own"), ("ImportPartyLists.", "a command of its own"),
        ("IdentitySetup.RevokeApiKeyAsync", "a command of its own"),
        ("ImportWorker.ClaimAsync", "passed under another name: ImportWorker after claim"),
        ("CancelOrderLines.", "files with cancellations, which no shop here sends"), ("MatchCancellations.", "files with cancellations, which no shop here sends"),
        ("ImportWriter.WriteRefusedFilesAsync", "files that are refused, which nobody here uploads"),
        ("CarrierAccounts.SealAsync", "accounts of a release that kept secrets in clear"),
        ("JourneyRunner.SetAsideAsync", "an order that throws (tests/Faults/Poison)"), ("WorkFailures.", "work that throws or kills (tests/Faults/Poison)"),
        ("LeasedWork.BeatAsync", "a call that lasts longer than 20 seconds (tests/Faults/Carriers)"), ("LeasedWork.GiveBackAsync", "a carrier that is down (tests/Faults/Carriers)"),
        ("KeptAnswers.StandsAsync", "a commit whose answer was lost (tests/Faults/Failover); reads only"), ("Readiness.", "a disk that fails (tests/Faults/Disk); undone by itself"),
        ("RunMarks.TakeBackAsync", "a process that ends by itself"),
        ("SuspectGroups.", "more suspects than two dozen (tests/Faults/Poison)"), ("RunMarks.SetTogetherAsync", "more suspects than two dozen (tests/Faults/Poison)"),
        ("BookAgain.", "one person's click, one commit"), ("CloseManifest.", "one person's click, one commit"), ("DecideConflict.", "one person's click, one commit"),
        ("DecideParked.", "one person's click, one commit"), ("EditProfiles.", "one person's click, one commit"), ("EditTraderNumbers.EndAsync", "one person's click, one commit"),
        ("PlanShortAgain.", "one person's click, one commit"), ("Samples.", "one person's click, one commit"), ("ScanOnWalk.", "one person's click, one commit"),
        ("StopImport.", "one person's click, one commit"), ("WorkDesk.", "one person's click, one commit"),
    ];

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
    public static string? WhyNot(string place) => Elsewhere.FirstOrDefault(known => place.StartsWith(known.Place, StringComparison.Ordinal)).Why;

    [GeneratedRegex(@"(?<!calls)\.Begin(TakingIn|PastFence)?Async\(")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^ {4}(?:(?:public|internal|private|protected|static|async|override|sealed|virtual) )+[^=;(]*?\b(\w+)(?:<[^(]*>)?\(")]
    private static partial Regex Member();
}
