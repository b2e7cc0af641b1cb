using Entrepot.Platform.Backup;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Backup;

public sealed class KeepRuleTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc); // A Sunday.

    [Theory]
    [InlineData("3d", "22 21 20")]
    [InlineData("2w", "22 15")]
    [InlineData("1d,2m", "22 31")]
    [InlineData("2d,2w,2m", "22 21 15 31")]
    public void The_newest_of_each_day_week_and_month_stays(string rule, string days)
    {
        var backups = Enumerable.Range(0, 40).Select(i => ABackup(Now.AddDays(-i))).ToList();

        Stays(KeepRule.Parse(rule), backups).Select(backup => backup.Manifest.TakenAt.Day).ShouldBe(days.Split(' ').Select(int.Parse));
    }

    [Fact]
    public void Of_one_day_the_newest_stays() =>
        Stays(KeepRule.Parse("2d"), [ABackup(Now), ABackup(Now.AddHours(-1)), ABackup(Now.AddHours(-13)), ABackup(Now.AddHours(-14))])
            .Select(backup => backup.Manifest.TakenAt).ShouldBe([Now, Now.AddHours(-13)]);

    [Fact]
    public void A_checked_one_stands_for_its_day_before_a_newer_one_that_is_not() =>
        Stays(KeepRule.Parse("2d"), [ABackup(Now, isChecked: true), ABackup(Now.AddHours(-13)), ABackup(Now.AddHours(-14), isChecked: true)])
            .Select(backup => backup.Manifest.TakenAt).ShouldBe([Now, Now.AddHours(-14)]);

    [Fact]
    public void The_newest_checked_one_stays_however_old_it_is()
    {
        var good = ABackup(Now.AddDays(-300), isChecked: true);

        Stays(KeepRule.Parse("2d"), [ABackup(Now), ABackup(Now.AddDays(-1)), ABackup(Now.AddDays(-2)), good, ABackup(Now.AddDays(-301), isChecked: true)]).ShouldContain(good);
    }

    [Fact]
    public void Days_alone_keep_all_that_are_younger() =>
        Stays(new(0, 0, 0, 2), [ABackup(Now), ABackup(Now.AddHours(-1)), ABackup(Now.AddHours(-47)), ABackup(Now.AddHours(-49))]).Count.ShouldBe(3);

    [Fact]
    public void Applied_again_a_rule_removes_nothing_more() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, 60_000)).ToArbitrary(), Gen.Elements("1d", "7d", "3d,2w", "7d,4w,12m").ToArbitrary(),
        (minutes, text) =>
        {
            var rule = KeepRule.Parse(text);
            var backups = minutes.Distinct().Select(minute => ABackup(Now.AddMinutes(-minute), minute % 3 == 0)).ToList();
            var stays = Stays(rule, backups);

            (stays.Count > 0).ShouldBe(backups.Count > 0);
            stays.Any(backup => backup.IsChecked).ShouldBe(backups.Exists(backup => backup.IsChecked));
            rule.Superfluous(stays, Now).ShouldBeEmpty();
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7x")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("d")]
    public void What_is_no_rule_is_refused(string text) => Should.Throw<BackupException>(() => KeepRule.Parse(text)).Message.ShouldContain("7d,4w,12m");

    private static List<FoundBackup> Stays(KeepRule rule, IReadOnlyList<FoundBackup> backups) =>
        [.. backups.Except(rule.Superfluous(backups, Now)).OrderByDescending(backup => backup.Manifest.Id, StringComparer.Ordinal)];

    private static FoundBackup ABackup(DateTime at, bool isChecked = false) =>
        new(new(BackupManifest.NewId(at, 1), at, "SQLite", "", "", "", 1, [], [], new(SecretKind.KeyFile, 0, "")), isChecked);
}
