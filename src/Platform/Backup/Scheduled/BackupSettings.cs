using System.Globalization;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.Extensions.Configuration;

namespace Entrepot.Platform.Backup;

/// <summary>
/// The operator's settings of backups, <c>Entrepot:Backup:…</c>: where they lie, and, with <c>At</c>, when the server makes
/// them itself. They are the installation's and not a company's, so they stand beside the database's address and not on a page.
/// </summary>
/// <param name="Places">As <c>--to</c> names them; the first is the one that is looked at. Several are parted by semicolons.</param>
/// <param name="Cadence">Null where the server makes none itself.</param>
/// <param name="Keep">Null where none is removed.</param>
/// <param name="LateAfter">How old the newest good backup may be.</param>
public sealed record BackupSettings(IReadOnlyList<string> Places, Cadence? Cadence, bool IsChecked, KeepRule? Keep, string? KeyFile, string? Passphrase, string Scratch, TimeSpan LateAfter)
{
    /// <summary>A nightly backup, two hours late.</summary>
    private const int LateAfterHours = 26;

    /// <summary>A backup that is being made and checked is not late yet.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(2);

    /// <exception cref="BackupException">A setting does not read as what it is, or one is missing that others need.</exception>
    public static BackupSettings Read(IConfiguration configuration)
    {
        var places = (configuration["Entrepot:Backup:To"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var at = configuration["Entrepot:Backup:At"] is { Length: > 0 } time ? CadenceOf(time, configuration["Entrepot:Backup:Zone"] is { Length: > 0 } zone ? zone : "UTC") : null;
        var (file, passphrase) = (configuration["Entrepot:Backup:KeyFile"], configuration["Entrepot:Backup:Passphrase"]);
        if (at is not null && places.Length == 0) throw new BackupException("Entrepot__Backup__At says when backups are made, and Entrepot__Backup__To must say where they go.");
        if (at is not null && string.IsNullOrEmpty(file) && string.IsNullOrEmpty(passphrase)) throw new BackupException("Backups are always sealed: with Entrepot__Backup__At set Entrepot__Backup__KeyFile (made by 'entrepot backup key --out FILE') or Entrepot__Backup__Passphrase.");
        var late = int.TryParse(configuration["Entrepot:Backup:LateAfterHours"], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) ? TimeSpan.FromHours(hours) : at is null ? TimeSpan.FromHours(LateAfterHours) : LongestPause(at) + Grace;
        return new(
            places, at, configuration["Entrepot:Backup:Check"] is not ("false" or "False"), configuration["Entrepot:Backup:Keep"] is { Length: > 0 } keep ? KeepRule.Parse(keep) : null,
            file, passphrase, configuration["Entrepot:Backup:Scratch"] is { Length: > 0 } scratch ? scratch : configuration["Entrepot:Data"] is { Length: > 0 } data ? data : Path.GetTempPath(), late);
    }

    public BackupSecret Secret() => KeyFile is { Length: > 0 } file ? BackupSecret.OfFile(file) : BackupSecret.OfPassphrase(Passphrase ?? "");

    /// <summary>Where a cell's backups lie in each place: beside the home's, in a folder of its own.</summary>
    public static string Of(string place, string cell) => cell == Cell.HomeCode ? place : $"{place.TrimEnd('/')}/cells/{cell}";

    /// <summary>A time of the clock, for each day; or the five fields of a crontab.</summary>
    private static Cadence CadenceOf(string at, string zone)
    {
        try
        {
            return TimeOnly.TryParseExact(at, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? Cadence.DailyAt(time, zone) : Cadence.Cron(at, zone);
        }
        catch (FormatException wrong)
        {
            throw new BackupException($"Entrepot__Backup__At is '{at}', in zone '{zone}': {wrong.Message} Write a time such as 02:30, or the five fields of a crontab.", wrong);
        }
    }

    /// <summary>Between two of the next occurrences, so that a weekly backup is not late on Tuesday.</summary>
    private static TimeSpan LongestPause(Cadence cadence)
    {
        var longest = TimeSpan.Zero;
        var last = cadence.Next(DateTime.UnixEpoch);
        for (var i = 0; i < 12; i++)
        {
            var next = cadence.Next(last);
            if (next - last > longest) longest = next - last;
            last = next;
        }

        return longest;
    }
}
