#include "process.h"

#include <charconv>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assetbuddy::bench {
namespace {

[[noreturn]] void become(const std::filesystem::path& program, std::vector<std::string>& arguments, int output)
{
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    ::dup2(nowhere, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    if (::getenv("BENCH_SERVER_LOG") == nullptr) ::dup2(nowhere, STDERR_FILENO);
    std::vector<char*> texts;
    std::string name = program.string();
    texts.push_back(name.data());
    for (auto& each : arguments) texts.push_back(each.data());
    texts.push_back(nullptr);
    ::execv(name.c_str(), texts.data());
    ::_exit(127);
}

std::uint16_t read_port(int input)
{
    std::string line;
    char each = 0;
    while (::read(input, &each, 1) == 1) {
        if (each != '\n') {
            line += each;
            continue;
        }
        const auto colon = line.rfind(':');
        std::uint16_t port = 0;
        if (line.starts_with("listening on ") &&
            std::from_chars(line.data() + colon + 1, line.data() + line.size(), port).ec == std::errc{})
            return port;
        line.clear();
    }
    throw std::runtime_error("a server did not start; set BENCH_SERVER_LOG=1 to read why");
}

} // namespace

Process::Process(const std::filesystem::path& program, std::vector<std::string> arguments)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    id_ = ::fork();
    if (id_ == 0) become(program, arguments, ends[1]);
    ::close(ends[1]);
    port_ = read_port(ends[0]); // the reading end stays open: a server that prints more must not die of it
}

Process::~Process()
{
    ::kill(id_, SIGTERM);
    ::waitpid(id_, nullptr, 0);
}

double Process::memory() const
{
    std::ifstream file{"/proc/" + std::to_string(id_) + "/status"};
    std::string line;
    while (std::getline(file, line))
        if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
    return 0;
}

std::filesystem::path own_folder()
{
    return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

} // namespace assetbuddy::bench
