using System.Globalization;

namespace Entrepot.Platform.Backup;

/// <summary>
/// Which backups stay: the newest of each of the last days, weeks and months that have one, and all younger than some days.
/// The newest always stays, and so does the newest that has been checked.
/// </summary>
public sealed record KeepRule(int Days, int Weeks, int Months, int AllForDays)
{
    /// <summary>As <c>7d,4w,12m</c>.</summary>
    /// <exception cref="BackupException">It does not read like that.</exception>
    public static KeepRule Parse(string text)
    {
        var rule = new KeepRule(0, 0, 0, 0);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1) throw Unread(text);
            rule = part[^1] switch
            {
                'd' => rule with { Days = count },
                'w' => rule with { Weeks = count },
                'm' => rule with { Months = count },
                _ => throw Unread(text),
            };
        }

        return rule == new KeepRule(0, 0, 0, 0) ? throw Unread(text) : rule;
    }

    /// <summary>Which of them go, oldest first.</summary>
    public IReadOnlyList<FoundBackup> Superfluous(IReadOnlyList<FoundBackup> backups, DateTime now)
    {
        var newestFirst = backups.OrderByDescending(backup => backup.Manifest.Id, StringComparer.Ordinal).ToList();
        var stays = new HashSet<string>(StringComparer.Ordinal);
        foreach (var backup in newestFirst.Take(1).Concat(newestFirst.Where(backup => backup.IsChecked).Take(1)).Concat(newestFirst.Where(backup => backup.Manifest.TakenAt >= now.AddDays(-AllForDays))))
            stays.Add(backup.Manifest.Id);
        Keep(Days, at => at.Date);
        Keep(Weeks, at => at.Date.AddDays(-(((int)at.DayOfWeek + 6) % 7))); // Weeks begin on Monday.
        Keep(Months, at => new DateTime(at.Year, at.Month, 1));
        return [.. Enumerable.Reverse(newestFirst).Where(backup => !stays.Contains(backup.Manifest.Id))];

        void Keep(int count, Func<DateTime, DateTime> period)
        {
            foreach (var one in newestFirst.GroupBy(backup => period(backup.Manifest.TakenAt)).OrderByDescending(group => group.Key).Take(count))
                stays.Add((one.FirstOrDefault(backup => backup.IsChecked) ?? one.First()).Manifest.Id);
        }
    }

    private static BackupException Unread(string text) => new($"'{text}' is no rule for keeping backups. Write for example 7d,4w,12m: the newest of each of 7 days, 4 weeks and 12 months.");
}
