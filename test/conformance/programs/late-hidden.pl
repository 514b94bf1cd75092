# Asks at once, turns echo off $ARGV[0] ms later (never: -1), flushing what was typed when $ARGV[1] is "flush", and says whether it got what it wants.
use POSIX;
use Time::HiRes 'sleep';
my ($delay, $flush, $wanted) = @ARGV;
my $tty = POSIX::Termios->new;
syswrite STDOUT, 'Password: ';
if ($delay >= 0) {
    sleep $delay / 1000;
    $tty->getattr(0);
    $tty->setlflag($tty->getlflag & ~ECHO);
    # POSIX has no TCSAFLUSH in perl's list everywhere: it is 2 on Linux, TCSANOW is 0.
    $tty->setattr(0, $flush eq 'flush' ? 2 : 0);
}
my $got = <STDIN>;
chomp $got;
syswrite STDOUT, $got eq $wanted ? "\nright\n" : "\nwrong\n";
